import type { Command } from 'commander';
import { guessMapping } from '../connectors/csv/guess.ts';

/** `guess PATH`: how the columns of CSV files look, as a mapping to look through; imports nothing. */
export function guessCommand(program: Command): void {
  program
    .command('guess')
    .description('guess what the columns of CSV files mean; prints a mapping to look through')
    .argument('<path>', 'a CSV file or a folder of them')
    .action(async (path: string) => {
      const guess = await guessMapping(path);
      for (const { file, type, because, rows } of guess.files)
        process.stderr.write(`${file}: ${rows} rows, ${type ?? 'not imported'} (${because})\n`);
      for (const { file, column, fields, confidence, because } of guess.columns) {
        const meaning = fields.length === 0 ? 'left out' : fields.join(', ');
        const sure =
          confidence === null || confidence === 'high' ? '' : `, ${confidence} confidence`;
        process.stderr.write(`  ${file} · ${column} → ${meaning} (${because}${sure})\n`);
      }
      for (const { key, question, options } of guess.questions) {
        const answers = options.length === 0 ? '' : `: ${options.join(' or ')}`;
        process.stderr.write(`? ${question} Set ${key}${answers}.\n`);
      }
      if (guess.preset !== null)
        process.stderr.write(
          `This looks like an export of ${guess.preset}: --mapping ${guess.preset}\n`,
        );
      process.stdout.write(`${JSON.stringify(guess.mapping, null, 2)}\n`);
    });
}
