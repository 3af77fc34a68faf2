// What this folder's own package-lock.json installs, so that the types can be checked without it.
declare module 'acorn'
declare module 'miniprogram-ci'
declare module 'miniprogram-ci/dist/config/config'
