"""Static files under names that change with their content, the modules that our scripts import included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """As WhiteNoise's own, but ``import … from "./x.js"`` also points to the hashed name: no stale script."""

    support_js_module_import_aggregation = True
