/** Unpacks a woff2 font into the TrueType font it holds. */
declare module 'wawoff2' {
  export function decompress(font: Uint8Array): Promise<Uint8Array>
}
