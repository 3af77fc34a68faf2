// Code of old that requires the package gets the entry for browsers all the same.
const signIn = require('../required.cjs')
const { show } = require('../show.mjs')

show(signIn)
