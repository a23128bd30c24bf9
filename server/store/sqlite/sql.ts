import type { Statements, Value } from './statements'

/** Asks the tables. Rows are what the text says: whoever writes it names their type. */
export interface Sql {
  one<Row>(text: string, ...values: Value[]): Row | undefined
  all<Row>(text: string, ...values: Value[]): Row[]
  run(text: string, ...values: Value[]): void
}

/** For what is not about one conversation: `before` is called before each query, so that the tables hold all that it may ask. */
export const sqlAfter = (before: () => void, statements: Statements): Sql => ({
  one: (text, ...values) => {
    before()
    return statements.one(text, ...values)
  },
  all: (text, ...values) => {
    before()
    return statements.all(text, ...values)
  },
  run: (text, ...values) => {
    before()
    statements.run(text, ...values)
  },
})
