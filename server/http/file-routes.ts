import {
  CccError,
  FileLinkResponse,
  FileRef,
  MAX_FILE_BYTES,
  MAX_POSTER_LENGTH,
  UploadQuery,
} from '@ccc-store/core/protocol'
import multipart, { type Multipart, type MultipartFile } from '@fastify/multipart'
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import parseRange from 'range-parser'
import { authenticateAgent, authenticateCustomer } from '../app/accounts/authenticate'
import type { AppContext } from '../app/context'
import { refuseWhenFull, uploadFile } from '../app/files/upload-file'
import { UPLOADS_AT_ONCE } from '../config/policy'
import { addressKey } from '../limits/address-key'
import { UnderWay } from '../limits/under-way'
import type { StoredFile } from '../store/ports/files'
import { bearerToken } from './bearer-token'
import { ErrorResponse } from './responses'

/** Who uploads, and which files they may have links to. */
interface Owner {
  sdkAppId: number
  owner: string
  mayRead(file: StoredFile): Promise<boolean>
}

const FileId = Type.Object({ fileId: Type.String({ pattern: '^[A-Za-z0-9_-]{24}$' }) })
const Signed = Type.Object({ e: Type.String({ pattern: '^[0-9]{1,12}$' }), s: Type.String({ maxLength: 64 }) })

/** Files: uploaded by customers and agents, served to whoever holds a link. */
export const fileRoutes =
  (context: AppContext): FastifyPluginAsyncTypebox =>
  async (server) => {
    await server.register(multipart, { limits: { files: 1, fields: 10, parts: 11, fieldSize: MAX_POSTER_LENGTH } })
    const underWay = new UnderWay(UPLOADS_AT_ONCE)
    const owners = { customer: customerOf, agent: agentOf }
    for (const audience of ['customer', 'agent'] as const) {
      server.post(
        `/v1/${audience}/files`,
        {
          schema: {
            tags: [audience],
            summary: 'Upload a file, to be sent in a message',
            description:
              'multipart/form-data with one part named "file"; a film may have its first frame in a field "poster".',
            consumes: ['multipart/form-data'],
            security: [{ token: [] }],
            querystring: UploadQuery,
            response: { 200: FileRef, '4xx': ErrorResponse },
          },
        },
        async (request, reply) => {
          // what is left unread of a refused body must not stand before the next request
          reply.header('connection', 'close')
          const owner = await owners[audience](context, request)
          await context.limiter.take('uploadsPerPerson', owner.owner)
          await refuseWhenFull(context)
          // what broke off before it is read tells nobody so any more
          if (request.raw.destroyed) throw new CccError('UPLOAD_BROKEN')
          request.raw.once('close', underWay.enter(owner.owner))
          const { kind } = request.query
          // one more than may be: so that the answer is ours, and not a file cut short
          const parts = request.parts({ limits: { fileSize: MAX_FILE_BYTES[kind] + 1 } })
          const part = await nextFile(parts)
          if (part?.fieldname !== 'file') throw new CccError('FILE_MISSING')
          request.raw.once('aborted', () => part.file.destroy(new CccError('UPLOAD_BROKEN')))
          const upload = { kind, name: part.filename, bytes: part.file }
          return uploadFile(
            context,
            owner,
            kind === 'video' ? { ...upload, poster: () => posterIn(parts, part) } : upload,
          )
        },
      )
      server.get(
        `/v1/${audience}/files/:fileId/link`,
        {
          schema: {
            tags: [audience],
            summary: 'A fresh link to a file of a conversation',
            security: [{ token: [] }],
            params: FileId,
            response: { 200: FileLinkResponse, '4xx': ErrorResponse },
          },
        },
        async (request) => {
          const owner = await owners[audience](context, request)
          const file = await context.store.read(({ files }) => files.find(request.params.fileId))
          if (!file || !(await owner.mayRead(file))) throw new CccError('FILE_UNKNOWN')
          return { url: context.links.linkTo(file.fileId, context.clock.now()) }
        },
      )
    }
    server.get(
      '/v1/files/:fileId',
      { schema: { tags: ['files'], summary: 'The bytes of a file, by a link', params: FileId, querystring: Signed } },
      async (request, reply) => {
        const { fileId } = request.params
        await context.limiter.take('downloadsPerAddress', addressKey(request.ip))
        context.links.verify(fileId, request.query, context.clock.now())
        const file = await context.store.read(({ files }) => files.find(fileId))
        if (!file) throw new CccError('FILE_UNKNOWN')
        return serve(context, file, request, reply)
      },
    )
  }

type Parts = AsyncIterator<Multipart>

async function nextFile(parts: Parts): Promise<MultipartFile | undefined> {
  const { done, value } = await parts.next()
  if (done) return undefined
  return value.type === 'file' ? value : nextFile(parts)
}

/** The field `poster`, which may stand before the film or after it. To be called when the film has been read. */
async function posterIn(parts: Parts, film: MultipartFile): Promise<unknown> {
  await nextFile(parts)
  const { poster } = film.fields
  return poster && 'value' in poster && !poster.valueTruncated ? poster.value : undefined
}

async function customerOf({ store }: AppContext, request: FastifyRequest): Promise<Owner> {
  const customer = await store.read((view) => authenticateCustomer(view, bearerToken(request)))
  return {
    sdkAppId: customer.sdkAppId,
    owner: `customer:${customer.customerId}`,
    mayRead: async (file) => file.conversationId === customer.conversationId,
  }
}

/** An agent reads what was said up to the end of the last session that they served (P10). */
async function agentOf({ store }: AppContext, request: FastifyRequest): Promise<Owner> {
  const agent = await store.read((view) => authenticateAgent(view, bearerToken(request)))
  return {
    sdkAppId: agent.sdkAppId,
    owner: `agent:${agent.agentId}`,
    mayRead: async ({ sessionId }) =>
      sessionId !== null && store.read(({ sessions }) => sessions.hasServedSince(agent.agentId, sessionId)),
  }
}

/** RFC 8187: what encodeURIComponent leaves and a header may not hold. */
const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)

/** Only what a browser shows as itself may open in it; everything else is for saving. */
const SHOWN = /^(image|audio|video)\//

/** With Range, which phones need to play sound and film. Nothing served here can run as a page. */
function serve(context: AppContext, file: StoredFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const disposition = SHOWN.test(file.mime) ? 'inline' : 'attachment'
  reply.headers({
    'content-type': file.mime,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeName(file.name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'private, max-age=3600, immutable',
    'accept-ranges': 'bytes',
  })
  const ranges = request.headers.range === undefined ? [] : parseRange(file.size, request.headers.range)
  if (ranges === -1) return reply.status(416).header('content-range', `bytes */${file.size}`).send()
  const [range] = ranges === -2 || ('type' in ranges && ranges.type !== 'bytes') ? [] : ranges
  if (!range || (ranges !== -2 && ranges.length > 1)) {
    return reply.header('content-length', file.size).send(context.files.read(file.fileId))
  }
  return reply
    .status(206)
    .headers({
      'content-range': `bytes ${range.start}-${range.end}/${file.size}`,
      'content-length': range.end - range.start + 1,
    })
    .send(context.files.read(file.fileId, range))
}
