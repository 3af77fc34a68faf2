'use strict'
// The entry for React Native, whose engine, Hermes, has no WebAssembly. Written in ES5, which every version of Hermes accepts.

var MESSAGE =
  'wechat-mobile-bind does not run in React Native, whose engine Hermes has no WebAssembly: call it on your server (Node.js) and let ' +
  'the app ask the server, see docs/tools.md of the package'

function define(object, name, value) {
  Object.defineProperty(object, name, { value: value, configurable: true, writable: true })
}

function errorClass(name, Parent) {
  function Class(message) {
    var error = new Error(message)
    Object.setPrototypeOf(error, Class.prototype)
    return error
  }
  Class.prototype = Object.create(Parent.prototype)
  define(Class.prototype, 'constructor', Class)
  define(Class.prototype, 'name', name)
  exports[name] = Class
  return Class
}

var BindError = errorClass('BindError', Error)
// generated: classes
var names = [
  'ValidationError',
  'CallbackError',
  'TransportError',
  'ApiError',
  'ProtocolError',
  'IdTokenError',
  'LoadError',
]
// end of generated
for (var index = 0; index < names.length; index++) errorClass(names[index], BindError)

function unavailable() {
  return Object.assign(new exports.LoadError(MESSAGE), {
    code: 'WASM_UNAVAILABLE',
    delivery: 'not-sent',
    step: 'load',
    audience: 'developer',
    next: 'fix',
    hint: {
      zh: 'React Native（Hermes）不支持 wasm，请改在服务端调用',
      en: 'React Native does not run wasm: call it on your server',
    },
  })
}

function refuse() {
  throw unavailable()
}

exports.init = exports.createClient = function () {
  return Promise.reject(unavailable())
}
exports.decodeIdToken = exports.displayRows = exports.isExpired = refuse
exports.isBindError = function (value, code) {
  return value instanceof BindError && (code === undefined || value.code === code)
}
