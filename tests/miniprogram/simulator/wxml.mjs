// A view for tests: what a page's WXML shows for its data.

/** @import { Button, Data, Element } from './types.js' */

const VOID = /\/\s*$/

/**
 * The tree of a WXML text.
 *
 * @param {string} source
 */
function parse(source) {
  /** @type {Element} */
  const root = { name: 'block', attributes: {}, children: [] }
  const open = [root]
  const token = /<!--[\s\S]*?-->|<\/([\w-]+)\s*>|<([\w-]+)((?:"[^"]*"|'[^']*'|[^>])*)>|([^<]+)/g
  for (const [, end, name, rest, text] of source.matchAll(token)) {
    const parent = open.at(-1) ?? root
    if (end) {
      if (open.pop()?.name !== end) throw new SyntaxError(`</${end}> closes nothing`)
    } else if (name) {
      /** @type {Element} */
      const element = { name, attributes: attributes(rest), children: [] }
      parent.children.push(element)
      if (!VOID.test(rest)) open.push(element)
    } else if (text?.trim()) parent.children.push(text.trim())
  }
  if (open.length > 1) throw new SyntaxError(`<${open.at(-1)?.name}> is not closed`)
  return root
}

/**
 * @param {string} text
 * @returns {Element['attributes']}
 */
function attributes(text) {
  const pairs = text.matchAll(/([\w:.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g)
  return Object.fromEntries([...pairs].map(([, name, double, single]) => [name, double ?? single ?? true]))
}

/**
 * The value of an expression. WECHAT: a member of what is undefined is undefined, and no error.
 *
 * @param {string} expression
 * @param {Data} data
 */
function evaluate(expression, data) {
  const lenient = expression.replace(/'[^']*'|"[^"]*"|\.(?=[a-z_$])/gi, (found) => (found === '.' ? '?.' : found))
  return new Function('data', `with (data) { return (${lenient}) }`)(scope(data))
}

// A name that the data lacks is undefined, as in WXML.
/** @param {Data} data */
const scope = (data) =>
  new Proxy(data, {
    has: (_, name) => typeof name === 'string',
    get: (target, name) => (typeof name === 'symbol' ? undefined : target[name]),
  })

/**
 * @param {string | true} text
 * @param {Data} data
 */
function value(text, data) {
  if (text === true) return true
  const whole = /^\{\{([\s\S]*)\}\}$/.exec(text.trim())
  if (whole && !whole[1].includes('{{')) return evaluate(whole[1], data)
  return text.replace(/\{\{([\s\S]*?)\}\}/g, (_, expression) => evaluate(expression, data) ?? '')
}

/**
 * What is there to read and to press: `text`, every line of it, and `buttons`.
 *
 * @param {string} source
 * @param {Data} data
 */
export function render(source, data) {
  /** @type {string[]} */
  const lines = []
  /** @type {Button[]} */
  const buttons = []

  /**
   * @param {Element} element
   * @param {Data} data
   * @param {string[]} sink
   */
  function children(element, data, sink) {
    let taken = false
    for (const child of element.children) {
      if (typeof child === 'string') {
        sink.push(String(value(child, data)))
        continue
      }
      const { attributes: its } = child
      if ('wx:if' in its) taken = Boolean(value(its['wx:if'], data))
      else if ('wx:elif' in its || 'wx:else' in its) {
        if (taken) continue
        taken = 'wx:else' in its || Boolean(value(its['wx:elif'], data))
      } else taken = true
      if (taken) repeat(child, data, sink)
    }
  }

  /**
   * @param {Element} element
   * @param {Data} data
   * @param {string[]} sink
   */
  function repeat(element, data, sink) {
    const { attributes: its } = element
    if (!('wx:for' in its)) return show(element, data, sink)
    const items = value(its['wx:for'], data) ?? []
    for (const [index, item] of items.entries())
      show(
        element,
        { ...data, [`${its['wx:for-item'] ?? 'item'}`]: item, [`${its['wx:for-index'] ?? 'index'}`]: index },
        sink,
      )
  }

  /**
   * @param {Element} element
   * @param {Data} data
   * @param {string[]} sink
   */
  function show(element, data, sink) {
    const { name, attributes: its } = element
    if ('hidden' in its && value(its.hidden, data)) return
    /** @type {string[]} */
    const own = []
    children(element, data, own)
    if (name === 'input') own.push(String(value(its.value ?? '', data)))
    sink.push(...own)
    const event = String(its['open-type']).split('|').includes('getPhoneNumber') ? 'getphonenumber' : 'tap'
    const handler = its[`bind${event}`] ?? its[`bind:${event}`]
    if (typeof handler !== 'string') return
    const dataset = Object.fromEntries(
      Object.keys(its)
        .filter((key) => key.startsWith('data-'))
        .map((key) => [key.slice(5), value(its[key], data)]),
    )
    buttons.push({
      text: own.join(' '),
      handler: String(value(handler, data)),
      event,
      dataset,
      disabled: Boolean('disabled' in its && value(its.disabled, data)),
    })
  }

  children(parse(source), data, lines)
  return { text: lines.join('\n'), lines, buttons }
}
