import { basename, dirname } from 'node:path'

/** The folder of this package, whether its sources run or its build in dist/. */
export const packageRoot = basename(__dirname) === 'dist' ? dirname(__dirname) : __dirname
