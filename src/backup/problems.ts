/** What can be wrong with the file of a backup. */

import { errorCode, Problem } from '../model/problem.ts';

/** The file is something else, or so damaged at its beginning that it cannot be told. */
export function foreign(file: string, found: string): Problem {
  return new Problem({
    code: 'backup_foreign',
    message: `${file} is no backup of this program, or its beginning is damaged: it begins with something else than the first line of one, packed by gzip.`,
    field: `${file}, beginning`,
    value: found,
    hint: 'Name a file that the command backup has written.',
  });
}

/** Something in the file is not as it was written: `place` within the file, what stands there, what was expected. */
export function damaged(
  place: string,
  { value, expected, cause }: { value: unknown; expected: string; cause?: unknown },
): Problem {
  return new Problem({
    code: 'backup_damaged',
    message: `The backup is damaged: ${place}, expected ${expected}.`,
    field: place,
    value,
    hint: 'Nothing was restored. Use another copy of the file, or an older backup.',
    cause,
  });
}

/** The file ends before the line that makes a backup whole. */
export function cutOff(place: string, bytes: number): Problem {
  return new Problem({
    code: 'backup_cut_off',
    message: `The backup is cut off: it ends in ${place}, expected the line with the checksum of all.`,
    field: place,
    value: `${bytes} bytes`,
    hint: 'Nothing was restored. Copy the file again from where it was kept, or use an older backup.',
  });
}

/** Ctrl-C. */
export function stopped(command: 'backup' | 'restore'): Problem {
  return new Problem({
    code: `${command}_stopped`,
    message:
      command === 'backup'
        ? 'Stopped before the end: no backup was written.'
        : 'Stopped before the end: nothing was restored.',
    hint: 'Run the command again.',
  });
}

/** A Problem for what the system says about writing the file; any other error as it was. */
export function unwritable(error: unknown, file: string): unknown {
  return fileProblem(error, { code: 'backup_not_written', file, doing: 'written' });
}

/** A Problem for what the system says about reading the file; any other error as it was. */
export function unreadable(error: unknown, file: string): unknown {
  return fileProblem(error, { code: 'backup_not_readable', file, doing: 'read' });
}

function fileProblem(
  error: unknown,
  { code, file, doing }: { code: string; file: string; doing: 'written' | 'read' },
): unknown {
  const why = error instanceof Problem ? undefined : fileFailures[errorCode(error) ?? ''];
  if (why === undefined) return error;
  return new Problem({
    code,
    message: `The backup cannot be ${doing}: ${why}.`,
    field: 'FILE',
    value: file,
    hint: 'Check the path, the rights of its folder and the room on its disk.',
    cause: error,
  });
}

const fileFailures: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'it is a folder',
  EACCES: 'this is not permitted',
  EPERM: 'this is not permitted',
  EROFS: 'its disk cannot be written to',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk is full',
  EIO: 'its disk fails',
};
