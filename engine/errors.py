"""What can go wrong and a user can mend, one sentence each: value, limit, what to do."""


class EngineError(Exception):
    """Base of all errors whose text is shown to the user as it stands."""


class ConfigError(EngineError):
    """A setting, or a combination of settings, cannot work."""


class DataError(EngineError):
    """A data set cannot be read or is too small for the settings."""


class CheckpointError(EngineError):
    """A saved model cannot be read or written."""


class DeviceError(EngineError):
    """The chosen device is not there or has run out of memory."""


class DivergedError(EngineError):
    """The loss or a gradient is no longer a finite number."""
