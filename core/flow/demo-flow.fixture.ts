import type { FlowDefinition } from './definition'

/** A flow with all five modules of the seed page, for tests. */
export const demoFlow: FlowDefinition = {
  nodes: [
    { id: 'start', kind: 'start', label: '开始', next: 'hello' },
    { id: 'hello', kind: 'message', label: '欢迎', text: '您好', next: 'menu' },
    {
      id: 'menu',
      kind: 'branch',
      label: '菜单',
      text: '请选择',
      wrongInputText: '没有这个选项',
      branches: [
        { keyword: '1', name: '营业时间', next: 'hours' },
        { keyword: 'A', name: '人工客服', next: 'human' },
      ],
    },
    { id: 'hours', kind: 'message', label: '时间', text: '9:00-18:00', next: 'menu' },
    {
      id: 'human',
      kind: 'transfer',
      label: '转人工',
      skillGroupId: 'sales',
      queueingText: '前面还有 ${WaitNo} 位',
      failureText: '暂无客服在线',
      successText: '客服 ${StaffNo} 为您服务',
      next: 'end',
    },
    {
      id: 'end',
      kind: 'end',
      label: '结束',
      replyTimeoutSeconds: 60,
      timeoutText: '超时结束',
      agentEndedText: '感谢咨询',
    },
  ],
}
