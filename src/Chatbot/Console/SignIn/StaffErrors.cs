using Microsoft.AspNetCore.Identity;

namespace Chatbot.Console.SignIn;

/// <summary>What <c>UserManager</c> refuses, in words for the person in front of the form.</summary>
internal static class StaffErrors
{
    public static IdentityError LoginTaken() => Of(nameof(LoginTaken), "Nama pengguna itu sudah dipakai. Pilih yang lain.");

    public static IdentityError ChangedMeanwhile() => Of(nameof(ChangedMeanwhile), "Data pengguna ini baru saja diubah orang lain. Muat ulang, lalu coba lagi.");

    public static IdentityError PasswordTooShort(int least) => Of(nameof(PasswordTooShort), $"Kata sandi paling sedikit {least} karakter. Kalimat pendek mudah diingat.");

    public static IdentityError PasswordTooLong(int most) => Of(nameof(PasswordTooLong), $"Kata sandi paling banyak {most} karakter.");

    public static IdentityError PasswordHoldsName() => Of(nameof(PasswordHoldsName), "Kata sandi jangan memuat nama Anda atau nama pengguna.");

    public static IdentityError PasswordTooCommon() => Of(nameof(PasswordTooCommon), "Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak biasa berdampingan.");

    /// <summary>The first, in one sentence.</summary>
    public static string Words(this IdentityResult result) => result.Errors.Select(error => error.Description).FirstOrDefault() ?? "";

    private static IdentityError Of(string code, string words) => new() { Code = code, Description = words };
}
