import { LoaderError } from './errors'

/** What a mini-program must know about its call centre; the contents of `ccc-config.js`. */
export interface Settings {
  /** The call centre, a positive whole number. */
  sdkAppId: number
  /** The service flow customers start in. */
  ivrId: string
  /** Where the call centre answers: http or https, no trailing slash. */
  serverUrl: string
}

export const DEFAULT_SERVER_URL = 'http://127.0.0.1:7788'

/** Reads an sdkAppId from text. Throws `sdk-app-id-invalid`. */
export function parseSdkAppId(text: string): number {
  const trimmed = text.trim()
  const value = /^\d{1,16}$/.test(trimmed) ? Number(trimmed) : 0
  if (!Number.isSafeInteger(value) || value < 1) throw new LoaderError('sdk-app-id-invalid', { value: text })
  return value
}

/** Reads an ivrId from text: 1 to 64 of `A-Z a-z 0-9 _ -`. Throws `ivr-id-invalid`. */
export function parseIvrId(text: string): string {
  const trimmed = text.trim()
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(trimmed)) throw new LoaderError('ivr-id-invalid', { value: text })
  return trimmed
}

/** Reads a server address from text and drops trailing slashes. Throws `server-url-invalid`. */
export function parseServerUrl(text: string): string {
  const trimmed = text.trim()
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined
  const plain =
    url !== undefined &&
    /^https?:\/\/[^\s'"`\\<>?#]+$/i.test(trimmed) &&
    url.username === '' &&
    url.password === '' &&
    url.hostname !== ''
  if (!plain) throw new LoaderError('server-url-invalid', { value: text })
  return trimmed.replace(/\/+$/, '')
}

/** Checks settings that come from a program rather than from text. Throws as the parsers above do. */
export function checkSettings(settings: Settings): Settings {
  return {
    sdkAppId: parseSdkAppId(String(settings.sdkAppId)),
    ivrId: parseIvrId(String(settings.ivrId)),
    serverUrl: parseServerUrl(String(settings.serverUrl)),
  }
}

/** The settings among texts found in `ccc-config.js`: what is no valid setting counts as not there. */
export function usableSettings(values: Readonly<Partial<Record<keyof Settings, string>>>): Partial<Settings> {
  const sdkAppId = attempt(parseSdkAppId, values.sdkAppId)
  const ivrId = attempt(parseIvrId, values.ivrId)
  const serverUrl = attempt(parseServerUrl, values.serverUrl)
  return {
    ...(sdkAppId === undefined ? {} : { sdkAppId }),
    ...(ivrId === undefined ? {} : { ivrId }),
    ...(serverUrl === undefined ? {} : { serverUrl }),
  }
}

/** The settings when all of them are there. */
export function completeSettings({ sdkAppId, ivrId, serverUrl }: Partial<Settings>): Settings | undefined {
  if (sdkAppId === undefined || ivrId === undefined || serverUrl === undefined) return undefined
  return { sdkAppId, ivrId, serverUrl }
}

function attempt<Value>(parse: (text: string) => Value, text: string | undefined): Value | undefined {
  try {
    return text === undefined ? undefined : parse(text)
  } catch {
    return undefined
  }
}
