// A real (certified) OpenID Connect provider on this machine, in the place of Entra ID or Keycloak.
// usage: node oidc-peer.mjs PORT ISSUER CLIENTS_JSON
// POST /_peer/users {"anna": {"email": "...", "name": "...", "roles": ["..."]}} says who is known and by which claims.
import { Provider } from 'oidc-provider'
import { generateKeyPairSync, randomBytes } from 'node:crypto'

const port = Number(process.argv[2])
const issuer = process.argv[3]
const clients = JSON.parse(process.argv[4])
let users = {}

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const provider = new Provider(issuer, {
  clients,
  jwks: { keys: [{ ...key, use: 'sig', kid: randomBytes(4).toString('hex'), alg: 'RS256' }] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  // Entra ID and Keycloak put these into the ID token itself, not only into userinfo.
  conformIdTokenClaims: false,
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'preferred_username', 'oid', 'roles', 'department', 'manager'],
  },
  scopes: ['openid', 'offline_access', 'email', 'profile'],
  async findAccount(ctx, id) {
    const user = users[id]
    if (!user) return undefined
    return { accountId: id, async claims() { return { sub: id, preferred_username: id, ...user } } }
  },
  // Entra ID gives a refresh token without asking for consent each time; by its own rule this one would not.
  async issueRefreshToken(ctx, client) { return client.grantTypeAllowed('refresh_token') },
  // Nor do they ask a colleague for consent to a program that the municipality has approved.
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    })
    grant.addOIDCScope('openid email profile offline_access')
    await grant.save()
    return grant
  },
  features: {
    devInteractions: { enabled: true }, // a form that takes any password: who is in `users` comes in
    rpInitiatedLogout: { enabled: true },
    backchannelLogout: { enabled: true },
    revocation: { enabled: true },
  },
  // It tells nobody on this machine that a session is over; here everybody is on this machine.
  fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
  pkce: { required: () => true },
  ttl: { AccessToken: 300, IdToken: 300, Session: 3600, Interaction: 600, Grant: 3600, RefreshToken: 3600 },
})

provider.use(async (ctx, next) => {
  if (ctx.path !== '/_peer/users') return next()
  let body = ''
  for await (const chunk of ctx.req) body += chunk
  users = JSON.parse(body)
  ctx.status = 204
})
provider.on('server_error', (ctx, error) => console.error('server_error', error.message))
provider.on('backchannel.error', (ctx, error) => console.error('backchannel.error', error.message))
const server = provider.listen(port, '127.0.0.1', () => console.log(JSON.stringify({ issuer })))
process.on('SIGTERM', () => server.close(() => process.exit(0)))
