import host from '../host.js'
import { systemLanguage } from '../platform/wx-platform'
import { languageOf, setTexts, textsOf } from './texts'

// languages and words of the host mini-program, from `ccc-config.js`
for (const [name, words] of Object.entries(host.config.texts || {})) setTexts(name, words)

/** The language of this phone, of those that texts are there for. */
export const phoneLanguage = languageOf(systemLanguage())

/** Every text, in the language of this phone. */
export const phoneTexts = textsOf(phoneLanguage)
