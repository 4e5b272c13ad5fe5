"""The XBlock runtime of the host: stored fields, services, published grades."""

from host.courseware.runtime.runtime import HostRuntime

__all__ = ["HostRuntime"]
