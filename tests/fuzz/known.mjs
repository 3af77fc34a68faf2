// Faults that were found and are not mended yet: what is named here is not looked at. A fix takes its line out.

export const KNOWN = new Set([
  'a cause is printed without the custom inspect',
  'a listener returns a rejected promise',
  'a task of wx without abort',
  'an answer of wx that can not be read',
  'a fact of the host is refused',
  'a value that wears the mark of an error of the package is passed on',
])
