import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its key, in PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateChoice {
  /** Names and addresses that it is for. */
  readonly names: readonly string[];
  readonly validFrom: Date;
  readonly validTo: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** From yesterday until tomorrow. */
export function validNow(nowMs: number): Pick<CertificateChoice, 'validFrom' | 'validTo'> {
  return { validFrom: new Date(nowMs - DAY_MS), validTo: new Date(nowMs + DAY_MS) };
}

/** Ended yesterday. */
export function expired(nowMs: number): Pick<CertificateChoice, 'validFrom' | 'validTo'> {
  return { validFrom: new Date(nowMs - 30 * DAY_MS), validTo: new Date(nowMs - DAY_MS) };
}

/**
 * Makes a self-signed certificate (RFC 5280), for tests alone. Node makes none, and not every machine has openssl.
 */
export function makeCertificate(choice: CertificateChoice): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(set(sequence(oid('550403'), text(0x0c, choice.names[0] ?? 'nobody'))));
  const alternative = sequence(...choice.names.map(generalName));
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(positive(randomBytes(8))),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(choice.validFrom), time(choice.validTo)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      0xa3,
      sequence(
        // It signs itself, so it is a certificate authority too: whoever trusts it trusts it whole.
        sequence(oid('551d13'), tagged(0x04, sequence(tagged(0x01, Buffer.from([0xff]))))),
        sequence(oid('551d11'), tagged(0x04, alternative)),
      ),
    ),
  );
  return {
    key: keyText(privateKey),
    cert: pem(sequence(body, ECDSA_WITH_SHA256, signature(body, privateKey))),
  };
}

function keyText(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function signature(body: Buffer, key: KeyObject): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, key)]));
}

function generalName(name: string): Buffer {
  if (isIP(name) === 4) return tagged(0x87, Buffer.from(name.split('.').map(Number)));
  return text(0x82, name);
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

// What follows is DER (X.690): a tag, a length, the content.
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function set(...parts: readonly Buffer[]): Buffer {
  return tagged(0x31, Buffer.concat(parts));
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function positive(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x01]), bytes]);
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function text(tag: number, content: string): Buffer {
  return tagged(tag, Buffer.from(content, 'utf8'));
}

/** GeneralizedTime for any year. */
function time(at: Date): Buffer {
  return text(0x18, `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`);
}

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
