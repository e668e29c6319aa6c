"""Photos and documents: looked at, written anew, kept, and shown to whom they concern. See README.md."""

from lianxin.kernel.files.refused import Refused

__all__ = ["Refused"]
