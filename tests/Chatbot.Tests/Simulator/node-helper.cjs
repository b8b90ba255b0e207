// Drives a simulated Twilio with Twilio's own helper library for Node and prints what came of it as one JSON object.
// node node-helper.cjs BASE-ADDRESS ACCOUNT TOKEN FROM TO SID-OF-A-MESSAGE-WITH-MEDIA
const twilio = require("twilio");

const [base, account, token, from, to, withMedia] = process.argv.slice(2);

// The library has one host a product; all of them are the one address here, as for any stand-in.
class Redirected extends twilio.RequestClient {
  request(options) {
    const asked = new URL(options.uri);
    return super.request({ ...options, uri: base.replace(/\/$/, "") + asked.pathname + asked.search });
  }
}

const client = twilio(account, token, { httpClient: new Redirected() });

async function failing(call) {
  try {
    await call();
    return null;
  } catch (error) {
    return { status: error.status, code: error.code };
  }
}

async function main() {
  const created = await client.messages.create({ from, to, body: "Halo dari pustaka Node" });
  for (let i = 0; i < 4; i++) await client.messages.create({ from, to, body: `ke-${i}` });
  const fetched = await client.messages(created.sid).fetch();
  const listed = await client.messages.list({ to, pageSize: 2 });
  const limited = await client.messages.list({ to, pageSize: 2, limit: 3 });
  const page = await client.messages.page({ to, pageSize: 2 });
  const next = await page.nextPage();

  const content = await client.content.v1.contents.create({
    // The library sends this object as it is, so the name is the API's own.
    friendly_name: "uji_pustaka",
    language: "id",
    variables: { 1: "Siti" },
    types: { "twilio/text": { body: "Halo {{1}}, apa kabar hari ini?" } },
  });
  const foundContent = await client.content.v1.contents(content.sid).fetch();
  const fromContent = await client.messages.create({ from, to, contentSid: content.sid, contentVariables: JSON.stringify({ 1: "Budi" }) });
  const contents = await client.content.v1.contents.list();
  const removed = await client.content.v1.contents(content.sid).remove();
  const media = await client.messages(withMedia).media.list();

  console.log(JSON.stringify({
    created: { sid: created.sid, status: created.status, direction: created.direction, dateCreated: created.dateCreated instanceof Date },
    fetched: { sid: fetched.sid, body: fetched.body },
    listed: listed.map((message) => message.body),
    limited: limited.length,
    pages: [page.instances.length, next.instances.length],
    content: { sid: content.sid, same: foundContent.friendlyName, types: Object.keys(foundContent.types), listed: contents.map((one) => one.sid) },
    fromContent: fromContent.body,
    removed,
    gone: await failing(() => client.content.v1.contents(content.sid).fetch()),
    media: media.map((one) => ({ sid: one.sid, type: one.contentType, parent: one.parentSid })),
    missing: await failing(() => client.messages("SM00000000000000000000000000000000").fetch()),
    wrongTo: await failing(() => client.messages.create({ from, to: "bukan nomor", body: "x" })),
    wrongToken: await failing(() => twilio(account, "salah", { httpClient: new Redirected() }).messages.list({ limit: 1 })),
  }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
