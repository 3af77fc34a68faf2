// The host's JSON as it was when the package was loaded, so that nobody comes between the core and the caller later on.

export const { parse, stringify } = JSON
