/** The settings of every installation here. */
export const settings = ['--sdk-app-id', '1400000001', '--ivr-id', 'flow_demo', '--server-url', 'https://cc.example']

/** `install` with its settings and no questions. */
export const install = ['install', '--yes', ...settings]
