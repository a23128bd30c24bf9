import { WireErrorSchema } from '@ccc-store/core/protocol'
import { Type } from '@sinclair/typebox'

/** The shape of every answer that is not a success, for the API's documentation. */
export const ErrorResponse = Type.Object({ error: WireErrorSchema })
