/** The oldest base library that the chat runs on, the same that `ccc-store doctor` asks for: `getAppBaseInfo` came with it. */
export const BASE_LIBRARY = '2.20.1'
