// Microsoft's Direct Line client registers somebody halfway, by polling and by a stream, and comes back to the conversation.
// node directline.mjs ADDRESS SECRET; one JSON object on standard output.
import WebSocket from 'ws';
import xhr2 from 'xhr2';
import directline from 'botframework-directlinejs';

const { ConnectionStatus, DirectLine } = directline;
globalThis.XMLHttpRequest = xhr2;
globalThis.WebSocket = WebSocket;

const [address, secret] = process.argv.slice(2);
const domain = `${address}/directline/v3`;
const patience = 20_000;

async function post(path, bearer, body) {
    const answer = await fetch(domain + path, {
        method: 'POST',
        headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
        body: body && JSON.stringify(body),
    });
    return { status: answer.status, body: answer.ok ? await answer.json() : null };
}

function open(options) {
    const line = new DirectLine({ domain, ...options });
    const seen = [];
    const statuses = [];
    const waiting = [];
    const settle = () => {
        for (const one of [...waiting]) if (one.isSo()) { waiting.splice(waiting.indexOf(one), 1); clearTimeout(one.timer); one.done(); }
    };
    // The end of a conversation is told as an error.
    const ended = () => settle();
    line.connectionStatus$.subscribe(status => { statuses.push(ConnectionStatus[status]); settle(); }, ended);
    line.activity$.subscribe(activity => { seen.push(activity); settle(); }, ended);
    const until = (isSo, what) => new Promise((done, fail) => {
        if (isSo()) { done(); return; }
        waiting.push({ isSo, done, timer: setTimeout(() => fail(new Error(`${what} did not come; ${JSON.stringify({ seen, statuses })}`)), patience) });
    });
    const jaka = () => seen.filter(activity => activity.from.id === 'jaka' && activity.type === 'message');
    return {
        line, seen, statuses, until, jaka,
        say: text => new Promise((done, fail) => line.postActivity({ type: 'message', from: { id: 'somebody-else' }, text }).subscribe(done, fail)),
        hears: count => until(() => jaka().length >= count, `message ${count}`),
    };
}

async function talk(webSocket) {
    const { body: given } = await post('/tokens/generate', secret, { user: { id: `dl_tamu_${webSocket ? 'aliran' : 'tanya'}` } });
    const first = open({ token: given.token, webSocket, pollingInterval: 200 });
    await first.hears(1);
    const offered = first.jaka()[0].suggestedActions.actions.map(action => action.value);
    const id = await first.say(offered[0]);
    await first.hears(2);
    const mark = first.line.watermark;
    const renewed = await post('/tokens/refresh', first.line.token);
    first.line.end();

    // Another page load: the same conversation by the renewed token, from the mark on.
    const again = open({ token: renewed.body.token, conversationId: given.conversationId, watermark: mark, webSocket, pollingInterval: 200 });
    await again.until(() => again.statuses.includes('Online'), 'the connection');
    await again.say('Setuju');
    await again.hears(1);
    const answer = {
        offered,
        texts: [...first.jaka(), ...again.jaka()].map(activity => activity.text),
        own: first.seen.filter(activity => activity.from.role === 'user').map(activity => [activity.id === id, activity.from.id, activity.text]),
        repeated: again.jaka().some(activity => first.jaka().some(before => before.id === activity.id)),
        statuses: again.statuses,
        streamed: Boolean(first.line.streamUrl),
        sameConversation: given.conversationId === renewed.body.conversationId,
    };
    again.line.end();
    return answer;
}

async function refused() {
    const { body: given } = await post('/tokens/generate', secret);
    const { body: other } = await post('/tokens/generate', secret);
    const [head, claims, signature] = given.token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url')), user: 'somebody-else' })).toString('base64url');
    const say = bearer => post(`/conversations/${given.conversationId}/activities`, bearer, { type: 'message', from: { id: 'x' }, text: 'halo' });
    return {
        right: (await say(given.token)).status,
        another: (await say(other.token)).status,
        forged: (await say(`${head}.${forged}.${signature}`)).status,
        unsigned: (await say(`${head}.${claims}.`)).status,
        wrongSecret: (await post('/tokens/generate', 'not-the-secret')).status,
        tokenAsSecret: (await post('/tokens/generate', given.token)).status,
    };
}

console.log(JSON.stringify({ polling: await talk(false), stream: await talk(true), refused: await refused() }));
process.exit(0);
