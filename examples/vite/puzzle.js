// puzzle.js

/**
 * The puzzle before a message, `<sliding-puzzle>`: a picture with a gap, and a slider that moves the piece into it. Set `pictures`, listen
 * for `solve`: its `detail` is how far the piece was moved to the right, in pixels of the picture.
 */
export class SlidingPuzzle extends HTMLElement {
  // Neither says more than the slider's label.
  #original = Object.assign(new Image(), { alt: '' })
  #jigsaw = Object.assign(new Image(), { alt: '', className: 'piece' })
  #slider = Object.assign(document.createElement('input'), { type: 'range', min: '0', value: '0' })
  #button = Object.assign(document.createElement('button'), { type: 'button' })

  #words = {
    slider: 'Move the piece into the gap',
    confirm: 'Confirm',
    /**
     * @param {number} x
     * @param {number} width
     */
    moved: (x, width) => `${x} of ${width} pixels to the right`,
  }

  constructor() {
    super()
    this.#slider.addEventListener('input', () => this.#show())
    this.#button.addEventListener('click', () => {
      this.dispatchEvent(new CustomEvent('solve', { detail: Number(this.#slider.value) }))
    })
  }

  connectedCallback() {
    const picture = document.createElement('div')
    picture.className = 'picture'
    picture.append(this.#original, this.#jigsaw)
    this.replaceChildren(picture, this.#slider, this.#button)
    this.#show()
  }

  /** @param {{ original: string, jigsaw: string }} pictures the addresses of both, such as `data:` URLs */
  set pictures({ original, jigsaw }) {
    if (this.#original.src === original) return
    this.#slider.value = '0'
    this.#original.src = original
    this.#jigsaw.src = jigsaw
    Promise.all([this.#original.decode(), this.#jigsaw.decode()]).then(
      () => this.#show(),
      () => {}, // another puzzle took its place
    )
  }

  /** The words for people; screen readers read out what `moved` returns. */
  set words(words) {
    this.#words = words
    this.#show()
  }

  get words() {
    return this.#words
  }

  /** @param {FocusOptions} [options] */
  focus(options) {
    this.#slider.focus(options)
  }

  #show() {
    const { slider, confirm, moved } = this.#words
    const [width, piece] = [this.#original.naturalWidth || 1, this.#jigsaw.naturalWidth]
    this.#slider.max = String(width - piece)
    const x = Number(this.#slider.value)
    this.#jigsaw.style.left = `${(x / width) * 100}%`
    this.#jigsaw.style.width = `${(piece / width) * 100}%`
    this.#slider.ariaLabel = slider
    this.#slider.setAttribute('aria-valuetext', moved(x, width - piece))
    this.#button.textContent = confirm
  }
}

customElements.define('sliding-puzzle', SlidingPuzzle)
