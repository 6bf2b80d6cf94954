/** Names that JavaScript itself, a debugger or Node's printing may ask any object for. */
const asked = /^(then|catch|toJSON|constructor|inspect|asymmetricMatch|nodeType|default|__esModule|[_$].*)$/;

/**
 * The object, except that a property which it does not have is an error by name instead of `undefined`: an app that
 * uses more of Electron than the stand-in has stops there, not somewhere later.
 */
export function refuseUnknown<T extends object>(target: T, name: string): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (typeof key === 'string' && !(key in object) && !asked.test(key))
        throw new Error(`Muster's stand-in host has no ${name}.${key}`);
      return Reflect.get(object, key, receiver);
    },
  });
}
