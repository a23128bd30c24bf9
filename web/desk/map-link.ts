/**
 * Where a map shows a place. Positions sent in WeChat are GCJ-02, which Tencent's map reads
 * (https://lbs.qq.com/webApi/uriV1/uriGuide/uriWebMarker).
 */
export function mapLink(place: { latitude: number; longitude: number; name: string; address: string }): string {
  const { latitude, longitude, name, address } = place
  // the parts of a marker are told apart by ; and :
  const plain = (text: string) => text.replace(/[;:]/g, ' ')
  const marker = [
    `coord:${latitude},${longitude}`,
    `title:${plain(name || address || `${latitude},${longitude}`)}`,
    `addr:${plain(address)}`,
  ]
  return `https://apis.map.qq.com/uri/v1/marker?${new URLSearchParams({ marker: marker.join(';'), referer: 'ccc-store' })}`
}
