// What tools get that ask for a browser without the condition `module`: a test with jsdom, whose `module` can load files, or a
// bundler, whose can't, and which may know no `import.meta`, such as Metro and webpack 4.
const { require: load } = module
if (load) module.exports = load('./node.cjs')
// Jest's own modules find the names of the exports here.
else module.exports = require('./web.cjs')
