import { computed, reactive, ref, watch, watchEffect } from 'vue'
import { i18n, languageOf } from '../texts/i18n'
import { browserStorage } from './browser-storage'
import { PreferenceStore } from './preferences'

const store = new PreferenceStore(browserStorage('localStorage'))
const person = ref<string | null>(null)
const preferences = reactive({ ...store.load(null) })

const systemIsDark = ref(false)
const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')
const readSystem = () => {
  systemIsDark.value = darkQuery.matches
}
darkQuery.addEventListener('change', readSystem)
readSystem()

const language = computed(() =>
  preferences.language === 'system' ? languageOf(navigator.language) : preferences.language,
)
const theme = computed(() => {
  if (preferences.theme !== 'system') return preferences.theme
  return systemIsDark.value ? 'dark' : 'light'
})

watch(preferences, () => store.save(person.value, { ...preferences }))
watchEffect(() => {
  i18n.global.locale.value = language.value
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
  document.title = i18n.global.t('desk')
})
watchEffect(() => {
  // TDesign's switch
  document.documentElement.setAttribute('theme-mode', theme.value)
})

/** The preferences of whoever is at the desk, with what they come to. */
export function usePreferences() {
  return {
    preferences,
    /** what is shown, `system` resolved */
    language,
    theme,
    /** Takes a person's own preferences; null when nobody is logged in. */
    setPerson(accountId: string | null): void {
      person.value = accountId
      Object.assign(preferences, store.load(accountId))
    },
    toggleLanguage(): void {
      preferences.language = language.value === 'zh' ? 'en' : 'zh'
    },
    toggleTheme(): void {
      preferences.theme = theme.value === 'dark' ? 'light' : 'dark'
    },
  }
}
