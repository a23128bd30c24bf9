export * from './machine'
export * from './session'
