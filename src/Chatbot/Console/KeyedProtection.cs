using System.Security.Cryptography;
using Chatbot.Privacy;
using Microsoft.AspNetCore.DataProtection;

namespace Chatbot.Console;

/// <summary>
/// What the framework protects (cookies, form tokens, the state of a page) under the service's own keys: all copies that share the master
/// key understand each other, a restart signs nobody out, and <c>keys rotate</c> counts here too.
/// </summary>
internal sealed class KeyedProtection(PersonalData personalData, string purpose) : IDataProtector
{
    public IDataProtector CreateProtector(string purpose1) => new KeyedProtection(personalData, $"{purpose}/{purpose1}");

    public byte[] Protect(byte[] plaintext) => personalData.Encrypt(purpose, plaintext);

    /// <exception cref="CryptographicException">Not ours, or for another purpose.</exception>
    public byte[] Unprotect(byte[] protectedData) => personalData.Decrypt(purpose, protectedData);
}
