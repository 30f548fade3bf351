/** The command `rapport`: one file per subcommand. */

import { Command } from 'commander';
import { Problem } from '../model/problem.ts';
import { errorForLog } from '../secrets/for-log.ts';
import { activateCommand } from './activate.ts';
import { analyzeCommand } from './analyze.ts';
import { auditCommand } from './audit.ts';
import { backtestCommand } from './backtest.ts';
import { backupCommand } from './backup.ts';
import { guessCommand } from './guess.ts';
import { importCommand } from './import.ts';
import { quietBenchCommand } from './quiet-bench.ts';
import { recomputeCommand } from './recompute.ts';
import { restoreCommand } from './restore.ts';
import { rotateKeyCommand } from './rotate-key.ts';
import { setUpCommand } from './set-up.ts';
import { startCommand } from './start.ts';
import { problemText } from './text.ts';

const program = new Command('rapport')
  .description(
    'Relationship analytics: which relationships carry a deal, which are fading, and why.',
  )
  .showHelpAfterError();
for (const add of [
  startCommand,
  activateCommand,
  analyzeCommand,
  importCommand,
  guessCommand,
  recomputeCommand,
  quietBenchCommand,
  backtestCommand,
  auditCommand,
  backupCommand,
  restoreCommand,
  rotateKeyCommand,
  setUpCommand,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  // What nobody foresaw may hold an address or a password; what is printed ends up in logs.
  const text =
    error instanceof Problem ? problemText(error) : JSON.stringify(errorForLog(error), null, 2);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
