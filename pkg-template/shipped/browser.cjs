// `require` where a browser is asked for: of a test with jsdom, whose `module` can load files, or of a bundler, whose can't.
const { require: load } = module
module.exports = load ? load('./node.cjs') : require('./web.js')
