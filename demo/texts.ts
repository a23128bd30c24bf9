import type { Language } from '@ccc-store/server'

export const DEMO_TEXTS = {
  en: {
    preparing: 'Starting the call centre …',
    installing: 'Installing customer service into a copy of the shop …',
    ready: 'ccc-store is running.',
    start: 'Start here',
    phone: 'Phone alone',
    desk: 'Workbench alone',
    api: 'API docs',
    agents: 'Agents',
    administrator: (account: string, password: string) =>
      `Administrator: ${account} / ${password} (shown only this once)`,
    stop: 'Press Ctrl-C to stop.',
    silent: (url: string, status: number) => `${url} answers ${status}. Run "npm run build" and start again.`,
    unexpected: 'Unexpected error, please report it',
  },
  zh: {
    preparing: '正在启动呼叫中心……',
    installing: '正在把客服装载到小店的副本中……',
    ready: 'ccc-store 已启动。',
    start: '从这里开始',
    phone: '单独打开手机',
    desk: '单独打开工作台',
    api: '接口文档',
    agents: '客服账号',
    administrator: (account: string, password: string) => `管理员：${account} / ${password}（仅显示这一次）`,
    stop: '按 Ctrl-C 停止。',
    silent: (url: string, status: number) => `${url} 返回 ${status}。请运行 npm run build 后重新启动。`,
    unexpected: '意外错误，请反馈',
  },
} as const satisfies Record<Language, unknown>
