import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const repository = `${import.meta.dirname}/..`;

/** What `lingui check` prints; rejects with it when the check fails. */
async function check(...words: readonly string[]): Promise<string> {
  const lingui = `${repository}/node_modules/@lingui/cli/dist/lingui.js`;
  const command = [lingui, 'check', ...words, '--workers', '1', '--verbose'];
  const { stdout } = await run(process.execPath, command, { cwd: repository });
  return stdout;
}

describe('the catalogues', () => {
  it('hold every text of the page and no other (else: npx lingui extract --clean)', async () => {
    expect(await check('sync', '--clean')).toContain('PASS');
  }, 30_000);

  it('have German for every text', async () => {
    expect(await check('missing', '--locale', 'de', '--mode', 'catalog')).toContain('PASS');
  }, 30_000);
});
