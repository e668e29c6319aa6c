import json

from lianxin.config import assets


def test_the_lock_file_names_versions_and_checksums_but_no_registry():
    text = (assets.ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "http" not in text
    packages = {name: package for name, package in json.loads(text)["packages"].items() if name}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())


def test_the_lock_file_is_of_these_wishes():
    wanted = json.loads((assets.ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((assets.ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"][""]
    assert locked["dependencies"] == wanted["dependencies"]
    assert locked["devDependencies"] == wanted["devDependencies"]


def test_the_sprite_holds_exactly_the_icons_of_the_list(tmp_path):
    modules = tmp_path / "@tabler/icons/icons/outline"
    modules.mkdir(parents=True)
    for name in assets.icon_names():
        (modules / f"{name}.svg").write_text('<svg\n  class="x"\n>\n  <path d="M0 1" />\n</svg>', encoding="utf-8")
    assets.write_sprite(tmp_path, tmp_path)
    sprite = (tmp_path / "icons.svg").read_text(encoding="utf-8")
    assert sprite.count("<symbol ") == len(assets.icon_names())
    assert '<symbol id="bell" viewBox="0 0 24 24"><path d="M0 1" /></symbol>' in sprite


def test_a_library_loses_the_pointer_to_its_source_map(tmp_path):
    file = tmp_path / "x.js"
    file.write_text("run();\n//# sourceMappingURL=x.js.map\n", encoding="utf-8")
    assert assets.text_of(file) == "run();\n"


def test_a_change_of_the_icons_means_fetching_again(tmp_path, monkeypatch):
    before = assets.fingerprint()
    changed = tmp_path / "icons.txt"
    changed.write_text("bell\n", encoding="utf-8")
    monkeypatch.setattr(assets, "ICONS", changed)
    assert assets.fingerprint() != before
