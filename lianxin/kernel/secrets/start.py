"""What every start of the program asks: are the keys there, and are they the ones that the data needs?"""

from django.apps import apps
from django.apps.registry import Apps
from django.utils.translation import gettext as _

from lianxin.kernel.secrets.columns import filled, sealed_columns
from lianxin.kernel.secrets.keys import KeyFileLost, Ring, create_keys, key_file, ring


def ensure_keys(registry: Apps = apps) -> Ring:
    """Make the key file on the very first start. Raises ``KeyFileLost`` when sealed data exists without its keys.

    Never makes a new key beside data that an old one has sealed: that would look like a fresh start and lose it.
    """
    if not key_file().exists():
        if any(filled(column).exists() for column in sealed_columns(registry)):
            raise KeyFileLost(
                _("数据库里有已加密的内容，但密钥文件 %(file)s 不存在。请恢复备份的密钥文件后再启动。")
                % {"file": key_file()}
            )
        return create_keys()
    keys = ring()
    for column in sealed_columns(registry):
        token = filled(column).values_list("token", flat=True).first()
        if token:
            keys.key(token.split(":")[1])
    return keys
