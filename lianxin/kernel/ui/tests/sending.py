"""A small public form and its answers, mounted only by the browser tests of drafts and the outbox."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from lianxin.config.urls import urlpatterns as house

PAGE = """
{% extends "ui/public.html" %}{% from "ui/forms.html" import form_errors, field, photos, locate, buttons %}
{% block title %}Form{% endblock %}{% block meta %}<meta name="lianxin-offline" content="keep">{% endblock %}
{% block main %}<form method="post" enctype="multipart/form-data" data-draft="try" data-outbox="Try">{{ csrf_input }}
<input type="hidden" name="client_key" value="{{ form.data.client_key or '' }}">{{ form_errors(form) }}
{{ field(form.words) }}{{ photos(form.photo) }}{{ locate(form.lon, form.lat) }}{{ buttons("Send") }}</form>
<div data-outbox-list></div>{% endblock %}
"""
DONE = '{% extends "ui/public.html" %}{% block main %}<p id="came">{{ came }}</p>{% endblock %}'
came: dict[str, dict[str, object]] = {}
posts: list[str] = []


class Form(forms.Form):
    words = forms.CharField(max_length=20, label="Words")
    photo = forms.ImageField(required=False, label="Photo")
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)


def page(request: HttpRequest) -> HttpResponse:
    form = Form(request.POST or None, request.FILES or None)
    if request.method == "POST":
        posts.append(request.POST["client_key"])
        if form.is_valid():
            photo = form.cleaned_data["photo"]
            seen = {**form.cleaned_data, "photo": photo.image.size if photo else None}
            came.setdefault(request.POST["client_key"], seen)
            return redirect("/try/done/")
    html = engines["jinja2"].from_string(PAGE).render({"form": form}, request)
    return HttpResponse(html, status=422 if form.errors else 200)


def done(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["jinja2"].from_string(DONE).render({"came": len(came)}, request))


urlpatterns = [path("try/", page), path("try/done/", done), path("", include(house))]
