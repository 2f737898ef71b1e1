/** Settings of a policy as the service keeps them: which there are depends on the type. */
export type WireSettings = Readonly<Record<string, unknown>>;

/** A number among the settings. */
export function numberOf(
  settings: WireSettings,
  name: string,
  missing: number,
): number {
  const value = settings[name];
  return typeof value === 'number' ? value : missing;
}

/** A truth value among the settings; what is left out is false. */
export function flagOf(settings: WireSettings, name: string): boolean {
  return settings[name] === true;
}

/** A text among the settings; what is left out is empty. */
export function textOf(settings: WireSettings, name: string): string {
  const value = settings[name];
  return typeof value === 'string' ? value : '';
}

/** A list of texts among the settings; what is left out is empty. */
export function textsOf(
  settings: WireSettings,
  name: string,
): readonly string[] {
  const value = settings[name];
  return Array.isArray(value)
    ? value.filter((entry): entry is string => typeof entry === 'string')
    : [];
}
