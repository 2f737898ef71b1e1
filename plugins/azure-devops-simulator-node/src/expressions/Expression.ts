import { ExpressionValue } from './ExpressionValue';

/** An expression that has been read. */
export interface Expression {
  readonly text: string;
  readonly root: ExpressionNode;
}

/** Positions start at 1. */
export type ExpressionNode =
  | {
      readonly kind: 'literal';
      readonly value: ExpressionValue;
      readonly position: number;
    }
  /** A value of the context, as `variables`. */
  | { readonly kind: 'name'; readonly name: string; readonly position: number }
  | CallNode
  | AccessNode;

export interface CallNode {
  readonly kind: 'call';
  readonly name: string;
  readonly position: number;
  readonly parameters: readonly ExpressionNode[];
}

/** A list, not a tree: `a.b.c.d` may be as long as an expression may be. */
export interface AccessNode {
  readonly kind: 'access';
  readonly target: ExpressionNode;
  readonly position: number;
  readonly accessors: readonly Accessor[];
}

export type Accessor =
  | { readonly kind: 'index'; readonly index: ExpressionNode }
  /** A filtered array: `.*` or `[*]`. */
  | { readonly kind: 'wildcard' };
