"""The model field for what must not be read by looking into the database."""

from typing import TYPE_CHECKING, Any, NoReturn

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from lianxin.kernel.secrets.sealed import Sealed, seal

if TYPE_CHECKING:
    Text = models.TextField[str | Sealed, Sealed]
else:
    Text = models.TextField


class SealingAttribute(DeferredAttribute):
    field: "SealedTextField"

    """A plain text is sealed as it is assigned, so an instance never holds it, saved or not."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.sealed(value)


class SealedTextField(Text):
    """Assign a str, read a :class:`Sealed`. The database, ``.values()`` and ``repr`` hold only the token.

    The token is bound to its column (``app.model.field``): copied into another column it does not open.
    context: the name to be bound to, for a column that was renamed after data had been sealed in it.
    Nothing but ``isnull`` can be looked up: two tokens of one text differ. Keep a ``blind_index`` beside it.
    """

    descriptor_class: type[DeferredAttribute] = SealingAttribute

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        self._context = context
        super().__init__(*args, **kwargs)

    @property
    def context(self) -> str:
        return self._context or f"{self.model._meta.label_lower}.{self.name}"

    def sealed(self, value: Any) -> Any:
        """A str sealed, a token of this column as it is; None and SQL expressions pass."""
        return seal(value, self.context) if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self._context:
            kwargs["context"] = self._context
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value, self.context)

    def to_python(self, value: Any) -> Any:
        return self.sealed(value)

    def get_prep_value(self, value: Any) -> Any:
        value = self.sealed(value)
        if isinstance(value, Sealed):
            if value.token and value.context != self.context:
                raise FieldError(f"{self.context}: sealed for {value.context}; reveal it and assign the text")
            return value.token
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.context} is sealed and cannot be searched; use its blind index")

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise FieldError(f"{self.context} is sealed and does not go into fixtures; back up database and key file")
