/** One for all: of what each connection has there are thousands. */
export const nothing = (): void => {}
