/** What each figure should be. Prints are for people; nothing fails here (docs/benchmarks.md). */
export const AIMS: Record<string, { most: number } | { least: number }> = {
  'size.mainPackageBytes': { most: 4_096 },
  'size.addedBytes.ours': { most: 95_400 },
  'loader.installOverNodeStart': { most: 6 },
  'size.addedOverTuikit': { most: 0.1 },
  'ui.incomingSetDataBytes.ours.100': { most: 1_024 },
  'ui.incomingSetDataBytes.ours.500': { most: 1_024 },
  'ui.incomingSetDataBytes.ours.1000': { most: 1_024 },
  'ui.incomingSetDataBytes.ours.10000': { most: 1_024 },
  'ui.incomingSetDataCalls.ours.100': { most: 1 },
  'ui.incomingSetDataCalls.ours.500': { most: 1 },
  'ui.incomingSetDataCalls.ours.1000': { most: 1 },
  'ui.incomingSetDataCalls.ours.10000': { most: 1 },
  'ui.incomingScriptRatio': { most: 0.1 },
  'ui.openWith1000Ratio': { most: 1 },
  'ui.nodesAt10000.ours': { most: 999 },
  'net.openRoundTrips': { most: 1 },
  'server.healthUnderAbuseMs': { most: 50 },
  'server.durableOverRawWs': { least: 0.5 },
  'server.durableOverRawWs800': { least: 0.35 },
  'server.durableOverSocketIo': { least: 0.7 },
  'server.ackP99Ms': { most: 20 },
  'server.fsyncsPerMessage': { most: 0.1 },
  'server.appendGrowth': { most: 1.1 },
  'server.startGrowth': { most: 1.1 },
  'queue.positionGrowth': { most: 3 },
  'queue.ackDuringChangeP99Ms': { most: 50 },
  'routing.assignP99Ms': { most: 20 },
  'server.bytesPerIdleConnection': { most: 4_096 },
}

/** A figure's aim and whether it is missed, in words; nothing for one without an aim. */
export function verdict(name: string, value: number): string {
  const aim = AIMS[name]
  if (!aim) return ''
  const isMet = 'most' in aim ? value <= aim.most : value >= aim.least
  return `aim ${'most' in aim ? `≤ ${aim.most}` : `≥ ${aim.least}`}${isMet ? '' : '  MISSED'}`
}
