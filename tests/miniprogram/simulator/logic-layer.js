// The logic layer of a mini program as WeChat gives it: modules in a wrapper, `wx`, WXWebAssembly by path, App and
// Page, and none of the web's globals. It runs on engines as old as V8 6.8, so it keeps to their syntax.
//
// `host` is what an engine gives: `scope` (the global object), `evaluate(source, name)`, `WebAssembly`, and `tell(message)` to
// whoever drives it. All that takes time (requests, timers, files) is asked for by `tell`, and comes back by `receive`.

;(function logicLayer(host) {
  'use strict'
  const scope = host.scope
  const waiting = new Map()
  let serial = 0
  let launch

  /** Asks the driver; `answered` gets its reply. */
  function ask(message, answered) {
    const id = ++serial
    waiting.set(id, answered)
    host.tell(Object.assign({ id }, message))
    return id
  }

  const copy = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))
  const say = (level) =>
    function () {
      host.tell({ type: 'console', level, text: Array.from(arguments, String).join(' ') })
    }

  // Engines.

  const timers = new Map()
  function setTimer(callback, milliseconds) {
    const id = ask({ type: 'timer', milliseconds: milliseconds || 0 }, () => {
      timers.delete(id)
      callback()
    })
    timers.set(id, true)
    return id
  }
  function clearTimer(id) {
    if (!timers.delete(id)) return
    waiting.delete(id)
    host.tell({ type: 'clear', timer: id })
  }

  function put(name, value) {
    Object.defineProperty(scope, name, { value, writable: true, configurable: true, enumerable: false })
  }

  // What came after Chrome 53 and iOS 10. WeChat brings some of it as polyfills; a package had better not need them.
  const LATER = {
    Array: ['fromAsync'],
    'Array.prototype': [
      'flat',
      'flatMap',
      'at',
      'findLast',
      'findLastIndex',
      'toSorted',
      'toReversed',
      'toSpliced',
      'with',
    ],
    Object: ['values', 'entries', 'fromEntries', 'getOwnPropertyDescriptors', 'hasOwn', 'groupBy'],
    Promise: ['allSettled', 'any', 'withResolvers', 'try'],
    'Promise.prototype': ['finally'],
    String: [],
    'String.prototype': [
      'padStart',
      'padEnd',
      'trimStart',
      'trimEnd',
      'matchAll',
      'replaceAll',
      'at',
      'isWellFormed',
      'toWellFormed',
    ],
    Symbol: ['asyncIterator', 'dispose', 'asyncDispose'],
  }
  const LATER_GLOBALS = [
    'Atomics',
    'SharedArrayBuffer',
    'WeakRef',
    'FinalizationRegistry',
    'AggregateError',
    'Iterator',
    'Float16Array',
    'Intl',
  ]
  // What a shell brings that is no part of the language, and the web's globals.
  const LANGUAGE =
    'NaN undefined Infinity isNaN isFinite escape unescape decodeURI decodeURIComponent encodeURI encodeURIComponent parseInt parseFloat ArrayBuffer EvalError RangeError ReferenceError SyntaxError TypeError URIError Proxy Reflect JSON Math Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array Float32Array Float64Array DataView Date Error Boolean Map Number Set WeakMap WeakSet Object Function Array RegExp String Promise Symbol globalThis BigInt BigInt64Array BigUint64Array'.split(
      ' ',
    )

  function lookUp(path) {
    return path.split('.').reduce((object, name) => object && object[name], scope)
  }

  function strip(switches) {
    const kept = new Set(switches.oldBuiltIns ? LANGUAGE : LANGUAGE.concat(LATER_GLOBALS))
    if (!switches.globalThis) kept.delete('globalThis')
    if (!switches.bigInt) for (const name of ['BigInt', 'BigInt64Array', 'BigUint64Array']) kept.delete(name)
    for (const name of Object.getOwnPropertyNames(scope)) if (!kept.has(name)) Reflect.deleteProperty(scope, name)
    if (!switches.bigInt)
      for (const name of ['getBigInt64', 'getBigUint64', 'setBigInt64', 'setBigUint64'])
        delete scope.DataView.prototype[name]
    if (switches.oldBuiltIns) {
      for (const path of Object.keys(LATER)) for (const name of LATER[path]) Reflect.deleteProperty(lookUp(path), name)
    }
    // WECHAT: `new Function` and `eval` are there and refuse.
    const refuse = () => {
      throw new EvalError('Code generation from strings disallowed for this context')
    }
    put('eval', refuse)
    const NativeFunction = scope.Function
    const RefusingFunction = function () {
      refuse()
    }
    RefusingFunction.prototype = NativeFunction.prototype
    put('Function', RefusingFunction)
  }

  function provide(switches) {
    put('console', {
      log: say('log'),
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
      debug: say('debug'),
      group() {},
      groupEnd() {},
    })
    put('setTimeout', setTimer)
    put('clearTimeout', clearTimer)
    put('setInterval', setTimer)
    put('clearInterval', clearTimer)
    if (switches.global) put('global', switches.globalThis ? scope : {})
    if (switches.wx) put('wx', wx(switches))
    if (switches.wasm) put('WXWebAssembly', wasm(switches))
    put('App', (options) => {
      app = Object.assign(Object.create(null), options)
    })
    put('getApp', () => app)
    put('Page', (options) => {
      pages[current] = options
    })
    put('Component', (options) => {
      pages[current] = fromComponent(options)
    })
    put('Behavior', (options) => options)
    put('getCurrentPages', () => (page ? [page] : []))
    put('requirePlugin', () => {
      throw new Error('no plugins')
    })
    put('define', define)
    put('require', (path) => requireFrom('')(path))
    if (switches.promise === 'timeout') host.evaluate(launch.promise, 'promise.js')
    const decoys = switches.globals || {}
    for (const name of Object.keys(decoys)) decoy(name, decoys[name])
  }

  // A global that a host may have or not: whoever uses it gets nothing good.
  function decoy(name, state) {
    if (state === 'absent') return void delete scope[name]
    const used = () => {
      host.tell({ type: 'used', name })
      throw new Error(name + ' was used')
    }
    if (state === 'throws') return void Object.defineProperty(scope, name, { get: used, configurable: true })
    const Decoy = function () {
      used()
    }
    put(
      name,
      new scope.Proxy(Decoy, {
        get: (target, key) => (key in target ? target[key] : used),
        construct: used,
        apply: used,
      }),
    )
  }

  // Modules.

  const definitions = new Map()
  const modules = new Map()

  function define(path, factory) {
    definitions.set(path, factory)
  }

  function resolve(from, path) {
    const parts = path[0] === '/' ? [] : from.split('/').slice(0, -1)
    for (const part of path.split('/')) {
      if (part === '..') parts.pop()
      else if (part && part !== '.') parts.push(part)
    }
    return parts.join('/')
  }

  // https://developers.weixin.qq.com/miniprogram/dev/devtools/npm.html: a name is looked for in the miniprogram_npm of the
  // folder and of each one above it.
  function candidates(from, path) {
    if (path[0] === '.' || path[0] === '/') return [resolve(from, path)]
    const parts = from.split('/').slice(0, -1)
    const found = [resolve(from, path)]
    for (let depth = parts.length; depth >= 0; depth--)
      found.push(parts.slice(0, depth).concat('miniprogram_npm', path).join('/'))
    return found
  }

  function requireFrom(from) {
    return (path) => {
      for (const candidate of candidates(from, path)) {
        for (const ending of ['', '.js', '/index.js'])
          if (definitions.has(candidate + ending)) return load(candidate + ending)
      }
      throw new Error("module '" + path + "' is not defined, required by " + from)
    }
  }

  function load(path) {
    if (!modules.has(path)) {
      const module = { exports: {} }
      modules.set(path, module)
      definitions.get(path).call(undefined, requireFrom(path), module, module.exports)
    }
    return modules.get(path).exports
  }

  const HIDDEN =
    'window, document, frames, self, location, navigator, localStorage, history, Caches, screen, alert, confirm, prompt, XMLHttpRequest, WebSocket, Reporter, webkit, WeixinJSCore'

  function wrap(path, source) {
    return (
      'define(' + JSON.stringify(path) + ', function (require, module, exports, ' + HIDDEN + ') {' + source + '\n})'
    )
  }

  // WXWebAssembly.

  function wasm(switches) {
    const Native = host.WebAssembly
    function instantiate(path, imports) {
      return new scope.Promise((done, failed) => {
        if (typeof path !== 'string') throw new TypeError('WXWebAssembly.instantiate: path must be a string')
        if (/\.br$/.test(path) && switches.library < 2.14)
          throw new Error('WXWebAssembly.instantiate: unsupported file type')
        ask({ type: 'file', path }, (bytes) => {
          try {
            if (!bytes) throw new Error('readFile:fail no such file ' + path)
            const module = new Native.Module(new Uint8Array(bytes))
            const crossing = Native.Module.exports(module).concat(Native.Module.imports(module))
            if (switches.refuseGlobals && crossing.some((entity) => entity.kind === 'global'))
              throw new Error('CompileError: invalid wasm file')
            const instance = new Native.Instance(module, imports)
            done(switches.instance === 'wrapped' ? { instance } : instance)
          } catch (error) {
            failed(error)
          }
        })
      })
    }
    return { instantiate, Memory: Native.Memory, Table: Native.Table }
  }

  // wx.

  function wx(switches) {
    const storage = copy(launch.storage)
    const device = launch.device
    const settle = (options, error, value) => {
      const settled = error || value
      const callback = error ? options.fail : options.success
      if (callback) callback(settled)
      if (options.complete) options.complete(settled)
    }
    const api = {
      request(options) {
        let over = false
        const end = (error, value) => {
          if (over) return
          over = true
          settle(options, error, value)
        }
        const data = typeof options.data === 'string' ? options.data : JSON.stringify(options.data)
        const id = ask(
          {
            type: 'request',
            url: options.url,
            method: options.method || 'GET',
            header: options.header || {},
            data,
            redirect: options.redirect,
          },
          (reply) => {
            if (!reply.response) return end(reply.failure)
            const response = reply.response
            if (options.dataType === undefined || options.dataType === 'json') {
              try {
                response.data = JSON.parse(response.data)
              } catch (_) {
                /* it stays text */
              }
            }
            end(undefined, Object.assign({ errMsg: 'request:ok', cookies: [] }, response))
          },
        )
        return {
          abort() {
            host.tell({ type: 'abort', request: id })
            end({ errMsg: 'request:fail abort' })
          },
          onHeadersReceived() {},
          offHeadersReceived() {},
        }
      },
      login(options) {
        ask({ type: 'login' }, (code) => settle(options, undefined, { code, errMsg: 'login:ok' }))
      },
      getStorageSync: (key) => (key in storage ? copy(storage[key]) : ''),
      setStorageSync(key, value) {
        if (switches.storage === 'full') throw new Error('setStorageSync:fail exceed storage max size')
        storage[key] = copy(value)
        host.tell({ type: 'storage', key, value: storage[key] })
      },
      removeStorageSync(key) {
        delete storage[key]
        host.tell({ type: 'storage', key })
      },
      getSystemInfoSync() {
        // WECHAT: it warns where its successors exist.
        if (switches.library >= 2.2001) host.tell({ type: 'used', name: 'wx.getSystemInfoSync' })
        return copy(Object.assign({}, device.base, device.device))
      },
      getMenuButtonBoundingClientRect: () => ({ top: 48, bottom: 80, left: 281, right: 368, width: 87, height: 32 }),
      getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
      getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
      getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop' } }),
      canIUse: (name) => name.split('.')[0] in api,
      nextTick: (callback) => setTimer(callback, 0),
      onError() {},
      onUnhandledRejection() {},
      onThemeChange() {},
      onAppShow() {},
      onAppHide() {},
      onPageNotFound() {},
      setNavigationBarTitle(options) {
        host.tell({ type: 'title', title: options.title })
      },
      showToast(options) {
        host.tell({ type: 'toast', title: options.title })
      },
      setClipboardData(options) {
        host.tell({ type: 'clipboard', data: options.data })
        settle(options, undefined, { errMsg: 'setClipboardData:ok' })
      },
      env: { USER_DATA_PATH: 'http://usr' },
    }
    if (switches.library >= 2.2001) {
      api.getDeviceInfo = () => copy(device.device)
      api.getAppBaseInfo = () => copy(device.base)
    }
    return api
  }

  // App and Page.

  const pages = {}
  const attached = {}
  let app
  let current
  let page
  let before

  // WECHAT: the lifetimes of a component that is a page come before its `onLoad`, which is a method.
  function fromComponent(options) {
    const lifetimes = options.lifetimes || {}
    attached[current] = [options.created, lifetimes.created, options.attached, lifetimes.attached]
    return Object.assign({ data: options.data, properties: {}, triggerEvent() {} }, options.methods)
  }

  function open(path, query) {
    current = path
    load(path + '.js')
    const options = pages[path]
    page = Object.assign(Object.create(null), options)
    page.data = copy(options.data || {})
    page.route = path
    page.is = path
    page.setData = (changes, done) => {
      // WECHAT: data crosses to the view as JSON.
      const crossed = copy(changes)
      for (const key of Object.keys(crossed)) assign(page.data, key, crossed[key])
      tellData()
      if (done) setTimer(done, 0)
    }
    tellData()
    for (const hook of attached[path] || []) if (hook) hook.call(page)
    for (const hook of ['onLoad', 'onShow', 'onReady']) if (page[hook]) page[hook](copy(query) || {})
  }

  // … and what has been written to the globals since the mini program's code began, and what the program keeps outside of the data.
  function tellData() {
    const written = Object.getOwnPropertyNames(scope).filter((name) => before.indexOf(name) < 0)
    const kept = [dataOf(app), page.signIn && copy(page.signIn.result)]
    host.tell({ type: 'data', data: page.data, written, kept })
  }

  // Without functions, and what is a circle: a framework keeps its instances there.
  function dataOf(object) {
    const data = {}
    for (const name of Object.keys(object || {})) {
      try {
        data[name] = copy(object[name])
      } catch (_) {
        /* it is no data */
      }
    }
    return data
  }

  function assign(data, path, value) {
    const keys = path.split(/[.[\]]+/).filter(Boolean)
    const last = keys.pop()
    keys.reduce((object, key) => (object[key] = object[key] || {}), data)[last] = value
  }

  const commands = {
    launch(message) {
      launch = message
      strip(message.switches)
      provide(message.switches)
      before = Object.getOwnPropertyNames(scope)
      for (const path of Object.keys(message.files)) host.evaluate(wrap(path, message.files[path]), path)
      if (definitions.has('app.js')) load('app.js')
      if (app && app.onLaunch) app.onLaunch({ path: message.page, query: {}, scene: 1001 })
      if (app && app.onShow) app.onShow({ path: message.page, query: {}, scene: 1001 })
      if (message.page) open(message.page, message.query)
      host.tell({ type: 'launched' })
    },
    event(message) {
      if (!page[message.handler]) throw new Error('the page has no ' + message.handler)
      const target = { id: message.id, dataset: message.dataset || {} }
      page[message.handler]({ type: message.event, detail: message.detail || {}, currentTarget: target, target })
    },
    reply(message) {
      const answered = waiting.get(message.id)
      waiting.delete(message.id)
      if (answered) answered(message.value)
    },
    leave() {
      if (page && page.onUnload) page.onUnload()
    },
  }

  return {
    receive(message) {
      try {
        commands[message.type](message)
      } catch (error) {
        host.tell({ type: 'crash', text: String(error && error.stack ? error.message + '\n' + error.stack : error) })
      }
    },
  }
})
