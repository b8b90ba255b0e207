// Restores Microsoft's Web Chat as the lock file pins it and leaves in the folder given what a browser gets, also compressed.
// Does nothing when it is there already. Exit code 1 with a reason when it cannot be had.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, '..', '..', 'artifacts', 'webchat'));
const stampFile = path.join(out, 'restored.txt');
const pinned = createHash('sha256').update(readFileSync(path.join(here, 'package-lock.json'))).update(readFileSync(fileURLToPath(import.meta.url))).digest('hex');
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === pinned) process.exit(0);

const work = path.join(out, 'npm');
mkdirSync(work, { recursive: true });
for (const file of ['package.json', 'package-lock.json', '.npmrc']) cpSync(path.join(here, file), path.join(work, file));
const npm = spawnSync('npm', ['ci', '--no-progress', '--loglevel=error'], { cwd: work, encoding: 'utf8', shell: process.platform === 'win32', timeout: 600_000 });
if (npm.error || npm.status !== 0) {
    console.error(`Web Chat could not be restored from the npm registry: ${npm.error?.message ?? npm.stderr.trim()}`);
    process.exit(1);
}

// The build without Adaptive Cards, speech and a Markdown engine: half the size. The page brings the little Markdown that Jaka writes.
const from = path.join(work, 'node_modules', 'botframework-webchat', 'dist');
const script = readFileSync(path.join(from, 'webchat-minimal.js'));
writeFileSync(path.join(out, 'webchat.js'), script);
writeFileSync(path.join(out, 'webchat.js.gz'), zlib.gzipSync(script, { level: 9 }));
writeFileSync(path.join(out, 'webchat.js.br'), zlib.brotliCompressSync(script, {
    params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: script.length },
}));
cpSync(path.join(from, 'webchat-minimal.js.LICENSE.txt'), path.join(out, 'webchat.LICENSE.txt'));
rmSync(work, { recursive: true, force: true });
writeFileSync(stampFile, pinned);
