import manifest from 'wechat-mobile-bind/package.json'
import { THEMES, useTheme } from './settings'
import type { Language, Words } from './words'

interface Props {
  words: Words
  language: Language
  onLanguage: (language: Language) => void
}

/** The name of the thing, and how the page shows it. */
export function Head({ words, language, onLanguage }: Props) {
  const [theme, setTheme] = useTheme()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <header>
      <h1>
        {manifest.name} <small>{manifest.version}</small>
      </h1>
      <p class="tagline">{words.tagline}</p>
      <div class="settings">
        <select
          aria-label={words.theme}
          id="theme"
          value={theme}
          onChange={(event) => setTheme(event.currentTarget.value as typeof theme)}
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {words.themes[one]}
            </option>
          ))}
        </select>
        <button type="button" id="language-switch" lang={other} onClick={() => onLanguage(other)}>
          {words.language}
        </button>
      </div>
    </header>
  )
}
