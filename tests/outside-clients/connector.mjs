// Microsoft's connector library as a channel: an issuer with its own keys, activities with tokens signed by them, and botbuilder's
// handler to take the replies. node connector.mjs ADDRESS PORT APP-ID; one JSON object on standard output.
import { createServer } from 'node:http';
import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import botbuilder from 'botbuilder';
import connector from 'botframework-connector';
import jwt from 'botframework-connector/lib/auth/jwtTokenExtractor.js';

const { ActivityTypes, ChannelServiceHandlerBase, StatusCodes } = botbuilder;
const { AuthenticationConfiguration, BotFrameworkAuthenticationFactory, ClaimsIdentity, ServiceClientCredentialsFactory } = connector;
const { JwtTokenExtractor } = jwt;

const [address, port, appId] = process.argv.slice(2);
const own = `http://127.0.0.1:${port}`;
const issuer = 'https://issuer.example';
const patience = 20_000;

function makeKey(kid) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return { kid, privateKey: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })), jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' } };
}

const published = makeKey('published');
const unknown = makeKey('unknown');
const impostor = { ...makeKey('published') };

function token(change = {}, key = published) {
    const now = Math.floor(Date.now() / 1000);
    const encode = part => Buffer.from(JSON.stringify(part)).toString('base64url');
    const claims = { iss: issuer, aud: appId, serviceurl: `${own}/`, nbf: now - 60, exp: now + 3600, ...change };
    const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: key.kid })}.${encode(claims)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

// What Jaka says comes in through botbuilder's own handler; his token is checked by the connector library against the issuer's keys.
const taken = [];
const waiting = [];
class Replies extends ChannelServiceHandlerBase {
    async authenticate(header) {
        const extractor = new JwtTokenExtractor({ issuer: [issuer], audience: 'https://api.botframework.com', clockTolerance: 300, ignoreExpiration: false }, `${own}/metadata`, ['RS256']);
        const identity = await extractor.getIdentityFromAuthHeader(header, 'webchat', []);
        if (!identity) throw new Error('no identity');
        return new ClaimsIdentity(identity.claims, true);
    }

    async onReplyToActivity(identity, conversationId, activityId, activity) { return this.keep(identity, conversationId, activityId, activity); }

    async onSendToConversation(identity, conversationId, activity) { return this.keep(identity, conversationId, null, activity); }

    keep(identity, conversationId, activityId, activity) {
        taken.push({ app: identity.getClaimValue('appid'), conversationId, activityId, activity });
        for (const look of [...waiting]) look();
        return { id: randomUUID() };
    }
}

const replies = new Replies();
const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const send = (status, value) => { response.writeHead(status, { 'Content-Type': 'application/json' }); response.end(JSON.stringify(value)); };
    const path = new URL(request.url, own).pathname;
    if (path === '/metadata') return send(200, { issuer, jwks_uri: `${own}/keys`, id_token_signing_alg_values_supported: ['RS256'] });
    if (path === '/keys') return send(200, { keys: [{ ...published.jwk, endorsements: ['webchat', 'msteams'] }] });
    if (path === '/token') {
        const form = new URLSearchParams(body);
        if (form.get('client_id') !== appId || form.get('grant_type') !== 'client_credentials') return send(401, {});
        return send(200, { token_type: 'Bearer', expires_in: 3600, access_token: token({ aud: 'https://api.botframework.com', appid: appId }) });
    }
    const [, conversation, , activityId] = path.match(/^\/v3\/conversations\/([^/]+)\/activities(\/([^/]+))?$/) ?? [];
    if (!conversation) return send(404, {});
    try {
        const activity = JSON.parse(body, (key, value) => (['timestamp', 'localTimestamp', 'expiration'].includes(key) && value ? new Date(value) : value));
        const header = request.headers.authorization ?? '';
        return send(200, activityId
            ? await replies.handleReplyToActivity(header, decodeURIComponent(conversation), decodeURIComponent(activityId), activity)
            : await replies.handleSendToConversation(header, decodeURIComponent(conversation), activity));
    } catch (problem) {
        console.error(problem);
        return send(StatusCodes.UNAUTHORIZED, {});
    }
});
await new Promise(done => { server.listen(Number(port), '127.0.0.1', done); });

// The library sends activities as one bot sends them to another; what signs them is ours.
class Signed extends ServiceClientCredentialsFactory {
    constructor(make) { super(); this.make = make; }
    async isValidAppId() { return true; }
    async isAuthenticationDisabled() { return false; }
    async createCredentials() {
        return { signRequest: async request => { const bearer = this.make(); if (bearer) request.headers.set('Authorization', `Bearer ${bearer}`); return request; } };
    }
}

let count = 0;
function message(text, more = {}) {
    return {
        type: ActivityTypes.Message, id: `act-${++count}`, channelId: 'webchat', from: { id: 'siti', name: 'Siti' }, recipient: { id: appId, name: 'Jaka' },
        conversation: { id: 'percakapan-1' }, text, locale: 'id-ID', ...more,
    };
}

async function post(activity, make = () => token(), serviceUrl = `${own}/`) {
    const client = BotFrameworkAuthenticationFactory.create(
        '', true, 'https://login.example', 'https://api.botframework.com', issuer, '', `${own}/metadata`, `${own}/metadata`, '',
        new Signed(make), new AuthenticationConfiguration()).createBotFrameworkClient();
    return client.postActivity('', appId, `${address}/api/messages`, serviceUrl, activity.conversation.id, activity);
}

const hears = number => new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`${number} replies did not come: ${JSON.stringify(taken)}`)), patience);
    const look = () => { if (taken.length >= number) { clearTimeout(timer); waiting.splice(waiting.indexOf(look), 1); done(); } };
    waiting.push(look);
    look();
});

const statuses = {};
const greeting = { ...message(''), type: ActivityTypes.ConversationUpdate, membersAdded: [{ id: appId }, { id: 'siti' }] };
statuses.greeting = (await post(greeting)).status;
await hears(1);
const offered = taken[0].activity.suggestedActions.actions.map(action => action.value);
const once = message(offered[0]);
const used = token();
statuses.message = (await post(once, () => used)).status;
await hears(2);
// A connector uses one token for many messages; a message that is brought again has no second effect.
statuses.broughtAgain = (await post(once, () => used)).status;
statuses.next = (await post(message('Setuju'), () => used)).status;
await hears(3);
const expected = await post(message('3317014408909003', { deliveryMode: 'expectReplies' }));
const again = await post({ ...message('3317014408909003', { deliveryMode: 'expectReplies' }), id: `act-${count - 1}` });

const now = Math.floor(Date.now() / 1000);
const halo = () => message('halo');
statuses.noToken = (await post(halo(), () => null)).status;
statuses.wrongIssuer = (await post(halo(), () => token({ iss: 'https://sts.example' }))).status;
statuses.wrongAudience = (await post(halo(), () => token({ aud: 'another-bot' }))).status;
statuses.unknownKey = (await post(halo(), () => token({}, unknown))).status;
statuses.wrongKey = (await post(halo(), () => token({}, impostor))).status;
statuses.expired = (await post(halo(), () => token({ nbf: now - 7200, exp: now - 3600 }))).status;
statuses.notYet = (await post(halo(), () => token({ nbf: now + 3600, exp: now + 7200 }))).status;
statuses.replayedElsewhere = (await post(halo(), () => used, 'https://attacker.example/')).status;
statuses.replayedOnAnotherChannel = (await post(message('halo', { channelId: 'slack' }), () => used)).status;
statuses.changed = (await post(halo(), () => { const [head, claims, signature] = used.split('.'); return `${head}.${Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url')), serviceurl: 'https://attacker.example/' })).toString('base64url')}.${signature}`; }, 'https://attacker.example/')).status;
await new Promise(done => { setTimeout(done, 300); });

console.log(JSON.stringify({
    statuses,
    offered,
    replies: taken.map(({ app, conversationId, activityId, activity }) => ({ app, conversationId, activityId, type: activity.type, text: activity.text })),
    expected: { status: expected.status, texts: expected.body?.activities?.map(activity => activity.text) },
    again: { status: again.status, texts: again.body?.activities?.map(activity => activity.text) },
}));
process.exit(0);
