export * from './choose-agent'
