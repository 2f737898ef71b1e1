import { invalidArgument } from '../../errors/requestErrors';

/** No leading or trailing slash; what climbs out of the repository is refused. */
export function normalPath(path: string): string {
  const parts = path.split('/').filter(part => part !== '' && part !== '.');
  if (parts.includes('..') || path.includes('\0')) {
    throw invalidArgument(`The path '${path}' leaves the repository.`);
  }
  return parts.join('/');
}
