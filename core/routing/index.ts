export * from './choose-agent'
export * from './estimate-wait'
