using Chatbot.Privacy;
using Chatbot.Storage;
using Chatbot.Tests.Support;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests.Privacy;

/// <summary>Where the master key comes from. The file that is made by itself stands beside the embedded database; there is none beside PostgreSQL.</summary>
public sealed class MasterKeyTests
{
    private const string Nik = "3509014508900002";

    [Fact]
    public async Task In_development_a_key_file_is_made_once_for_the_owner_alone()
    {
        await using var service = await TestService.MakeAsync();
        var first = service.Get<PersonalData>().NikHash(Nik);
        var file = Path.Combine(service.Folder, "jaka.key");
        Convert.FromBase64String(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Length.ShouldBe(32);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await using var again = await TestService.MakeAsync(folder: service.Folder);
        again.Get<PersonalData>().NikHash(Nik).ShouldBe(first);
    }

    [Fact]
    public async Task Copies_that_start_together_on_an_empty_folder_agree_on_one_key()
    {
        await using var service = await TestService.MakeAsync();
        var development = new HostingEnvironment { EnvironmentName = Environments.Development };
        for (var round = 0; round < 20; round++)
        {
            File.Delete(Path.Combine(service.Folder, "jaka.key"));
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
                () => Convert.ToHexString(MasterKey.Load(new PrivacyOptions(), development, service.Database).Derive("test")))));
            keys.Distinct().Count().ShouldBe(1);
        }

        Directory.GetFiles(service.Folder, "jaka.key*").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, "Privacy:MasterKey")]
    [InlineData("not base64", "Privacy:MasterKey")]
    [InlineData("c2hvcnQ=", "Privacy:MasterKey")]
    public async Task In_production_a_missing_or_wrong_key_is_named(string? key, string named)
    {
        await using var service = await TestService.MakeAsync();
        var production = new HostingEnvironment { EnvironmentName = Environments.Production };
        var failure = Should.Throw<OptionsValidationException>(
            () => MasterKey.Load(new PrivacyOptions { MasterKey = key }, production, service.Get<Database>()));
        failure.Message.ShouldContain(named);
        if (key is not null) failure.Message.ShouldNotContain(key);
    }
}
