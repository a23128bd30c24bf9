import type { Platform } from '../platform/platform'

const part = (random: number): string =>
  Math.floor(random * 36 ** 8)
    .toString(36)
    .padStart(8, '0')

/** A new id for a command: the time and 82 random bits, always 25 characters, so that frames have one size. */
export const commandId = (platform: Platform): string =>
  `${platform.now().toString(36).padStart(9, '0')}${part(platform.random())}${part(platform.random())}`
