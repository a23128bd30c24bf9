export { type BuildOptions, type BuildResult, buildMiniProgram } from './compiler/build-mini-program'
export { CompileError } from './compiler/compile-error'
